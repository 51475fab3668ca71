import { defineConfig } from '@playwright/test'

/** Everything a browser would otherwise ask of the network by itself is off. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export default defineConfig({
  testDir: 'stories',
  outputDir: '../.cache/e2e',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  // Stories mostly wait; each worker has a product and a simulator of its own.
  workers: 2,
  // A machine that is busy with something else may fail a story once; which one it was, the tests say.
  retries: process.env.CI ? 2 : 0,
  fullyParallel: false,
  reporter: [['list'], ['json']],
  use: {
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    screenshot: 'only-on-failure',
    trace: 'on-first-retry',
    launchOptions: { executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: quiet },
  },
  projects: [
    {
      name: 'phone',
      grepInvert: /@desktop/,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
    },
    // What does not depend on the size of the screen is told once; what needs a keyboard or two panes, here only.
    { name: 'desktop', use: { viewport: { width: 1440, height: 900 } }, grepInvert: /@once/ },
  ],
})
