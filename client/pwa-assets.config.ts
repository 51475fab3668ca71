import { defineConfig, minimal2023Preset } from '@vite-pwa/assets-generator/config'

/** Draws the icons in `public/` from one mark: `pnpm exec pwa-assets-generator`. */
export default defineConfig({
  preset: {
    ...minimal2023Preset,
    transparent: { ...minimal2023Preset.transparent, padding: 0 },
    maskable: { ...minimal2023Preset.maskable, padding: 0, resizeOptions: { background: '#1967d2' } },
    apple: { ...minimal2023Preset.apple, padding: 0, resizeOptions: { background: '#1967d2' } },
  },
  images: ['public/icon.svg'],
})
