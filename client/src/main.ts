import '#ui/tokens.css'
import '#ui/base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { installClient } from '#api/client.ts'
import App from '#app/App.vue'
import { router } from '#app/router.ts'
import { followTheme } from '#app/theme.ts'
import { followVisibleHeight } from '#app/viewport.ts'
import { useBulk } from '#stores/bulk.ts'
import { useConnection } from '#stores/connection.ts'
import { useDraftSettings } from '#stores/draft-settings.ts'
import { useDrafts } from '#stores/drafts.ts'
import { useInstallation } from '#stores/installation.ts'
import { useLive } from '#stores/live.ts'
import { useOutbox } from '#stores/outbox.ts'
import { useReadingAhead } from '#stores/reading-ahead.ts'
import { useReplyRules } from '#stores/reply-rules.ts'
import { useReviewQueue } from '#stores/review-queue.ts'
import { useSession } from '#stores/session.ts'
import { useTemplates } from '#stores/templates.ts'

const app = createApp(App)
app.use(createPinia())
installClient(app)

followTheme()
followVisibleHeight()
useConnection()
useInstallation()
useLive().start()
useOutbox().start()
void useDrafts().start()
useReadingAhead().start()
useReplyRules().start()
useTemplates().start()
useDraftSettings().start()
useBulk().start()
useReviewQueue().start()

const session = useSession()
if (session.state === 'signed_in') void session.refresh()

app.use(router)
app.mount('#app')
