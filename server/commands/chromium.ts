import { existsSync } from 'node:fs'
import { readConfig } from '../src/config.ts'

/** Where a Chromium is that the browser stories can drive; null where there is none. `CHROMIUM` names another. */
export function findChromium(): string | null {
  const places = [
    readConfig({ CHROMIUM: process.env.CHROMIUM }).chromium,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ]
  return places.find((place) => place && existsSync(place)) ?? null
}
