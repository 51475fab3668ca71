import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  // Only the tests read the contract itself; the app reads what is generated from it.
  resolve: { alias: { '@schema': fileURLToPath(new URL('../schema', import.meta.url)) } },
  define: { __APP_VERSION__: JSON.stringify('0.0.0') },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    css: { include: [/tokens\.css/] },
  },
})
