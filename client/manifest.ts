import type { ManifestOptions } from 'vite-plugin-pwa'
import { frame, manifestWords } from './src/texts/frame.ts'

/** How the app presents itself when it is installed (ui 9.1). */
export const manifest: Partial<ManifestOptions> = {
  id: '/',
  name: frame.brand,
  short_name: frame.brand,
  description: manifestWords.description,
  lang: 'ru',
  dir: 'ltr',
  start_url: '/inbox',
  scope: '/',
  display: 'standalone',
  theme_color: '#ffffff',
  background_color: '#fafbfc',
  categories: ['business', 'productivity'],
  launch_handler: { client_mode: ['navigate-existing', 'auto'] },
  icons: [
    { src: '/pwa-192x192.png', sizes: '192x192', type: 'image/png' },
    { src: '/pwa-512x512.png', sizes: '512x512', type: 'image/png' },
    { src: '/maskable-icon-512x512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
  ],
  shortcuts: [
    { name: manifestWords.shortcuts.urgent, url: '/inbox?f=urgent' },
    { name: manifestWords.shortcuts.reviews, url: '/inbox?ch=review' },
    { name: manifestWords.shortcuts.questions, url: '/inbox?ch=question' },
    { name: manifestWords.shortcuts.chats, url: '/inbox?ch=chat' },
  ],
}
