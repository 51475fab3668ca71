import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { manifest } from './manifest.ts'
import packageJson from './package.json' with { type: 'json' }

const server = process.env.VITE_API_TARGET ?? 'http://127.0.0.1:4000'

export default defineConfig({
  plugins: [
    vue(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/service-worker',
      filename: 'sw.ts',
      registerType: 'prompt',
      injectRegister: false,
      manifest,
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,png}', '**/inter-{cyrillic,latin}-wght-normal-*.woff2'],
        globIgnores: ['screenshots/**'],
      },
    }),
  ],
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
  build: { target: 'es2022', sourcemap: true },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/graphql': { target: server, ws: true },
      '/api': { target: server },
      '/files': { target: server },
    },
  },
  preview: {
    host: '127.0.0.1',
    port: 4173,
    proxy: {
      '/graphql': { target: server, ws: true },
      '/api': { target: server },
      '/files': { target: server },
    },
  },
})
