import { clientsClaim } from 'workbox-core'
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { answerWithPhoto, isPhoto } from './photos.ts'

declare const self: ServiceWorkerGlobalScope

// The shell and every screen. What the server says is not kept here: reading has its own cache, replies their outbox.
precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()

registerRoute(
  new NavigationRoute(createHandlerBoundToURL('index.html'), { denylist: [/^\/(graphql|api|files)(\/|$|\?)/] }),
)
registerRoute(
  ({ request, url }) => isPhoto(request, url, self.location.origin),
  ({ request }) => answerWithPhoto(request),
)

// A new version waits until the operator agrees (ui 9.2).
self.addEventListener('message', (event) => {
  if (event.data?.type === 'SKIP_WAITING') void self.skipWaiting()
})
clientsClaim()
