import { prepareApp } from './prepare.ts'
import { browserStories } from './test/browser.ts'
import { conclude } from './test/stages.ts'

// pnpm e2e: builds what is missing and plays the browser stories.

await prepareApp()
const count = await browserStories()
conclude(count)
process.exit(count.failed > 0 ? 1 : 0)
