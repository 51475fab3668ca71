import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import { wantedPlace } from '#domain/wanted-place.ts'
import { remember, remembered } from '#offline/remembered.ts'
import { useSession } from '#stores/session.ts'
import { ru } from '#texts/ru.ts'
import { closeAllOverlays, closeTopOverlay } from '#ui/overlays.ts'

/** The sections of the navigation. */
export type Section = 'home' | 'inbox' | 'analytics' | 'settings'

declare module 'vue-router' {
  interface RouteMeta {
    title: string
    section?: Section
    /** Also for those who are not signed in. */
    open?: boolean
    /** Without the navigation: sign-in, connecting. */
    bare?: boolean
    /** On phones this page stands alone, without the bottom bar. */
    alone?: boolean
    /** What the main part of the page is called, where its heading alone does not say enough. */
    label?: string
  }
}

// Heard before the router hears it: a step back closes what lies over the page instead of leaving it.
let goingBack = false
window.addEventListener('popstate', () => {
  goingBack = true
  setTimeout(() => {
    goingBack = false
  })
})

const interactionScreen = () => import('#screens/interaction/InteractionScreen.vue')

// An item is opened next: its screen comes along, so that the first press waits for nothing.
const inboxScreen = () => {
  void interactionScreen()
  return import('#screens/inbox/InboxScreen.vue')
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: () => startPage() },
    {
      path: '/login',
      component: () => import('#screens/login/LoginScreen.vue'),
      meta: { title: ru.login.login.title, open: true, bare: true },
    },
    {
      path: '/register',
      component: () => import('#screens/login/RegisterScreen.vue'),
      meta: { title: ru.login.register.title, open: true, bare: true },
    },
    {
      path: '/connect',
      component: () => import('#screens/connect/ConnectScreen.vue'),
      meta: { title: ru.connect.title, bare: true },
    },
    {
      path: '/sync',
      component: () => import('#screens/sync/SyncScreen.vue'),
      meta: { title: ru.sync.title, bare: true },
    },
    {
      path: '/home',
      component: () => import('#screens/home/HomeScreen.vue'),
      meta: { title: ru.frame.home, section: 'home' },
    },
    {
      path: '/inbox',
      component: inboxScreen,
      meta: { title: ru.frame.inbox, section: 'inbox' },
      // The list stays as it is beside or under the open item.
      children: [
        {
          path: ':id',
          name: 'interaction',
          component: interactionScreen,
          meta: { title: ru.frame.inbox, section: 'inbox', alone: true },
        },
        // The same screen, so that what is open and typed stays as it is.
        {
          path: ':id/context',
          name: 'context',
          component: interactionScreen,
          meta: {
            title: ru.triage.context.title,
            label: ru.triage.context.label,
            section: 'inbox',
            alone: true,
          },
        },
      ],
    },
    {
      path: '/outbox',
      component: () => import('#screens/outbox/OutboxScreen.vue'),
      meta: { title: ru.interaction.outbox.title, section: 'inbox' },
    },
    {
      path: '/review-queue',
      component: () => import('#screens/review-queue/ReviewQueueScreen.vue'),
      meta: { title: ru.triage.queue.title, section: 'inbox', alone: true },
    },
    {
      path: '/analytics',
      component: () => import('#screens/analytics/AnalyticsScreen.vue'),
      meta: { title: ru.frame.analytics, section: 'analytics' },
    },
    {
      path: '/settings',
      component: () => import('#screens/settings/SettingsScreen.vue'),
      meta: { title: ru.frame.settings, section: 'settings' },
      children: [
        {
          path: 'connections',
          component: () => import('#screens/settings/ConnectionSettings.vue'),
          meta: { title: ru.settings.connections, section: 'settings' },
        },
        {
          path: 'ai',
          component: () => import('#screens/settings/AiSettings.vue'),
          meta: { title: ru.aiSettings.title, section: 'settings' },
        },
        {
          path: 'rules',
          component: () => import('#screens/settings/RulesSettings.vue'),
          meta: { title: ru.deadlines.title, section: 'settings' },
        },
        {
          path: 'app',
          component: () => import('#screens/settings/AppSettings.vue'),
          meta: { title: ru.settings.app, section: 'settings' },
        },
        {
          path: 'templates',
          component: () => import('#screens/settings/TemplateSettings.vue'),
          meta: { title: ru.triage.templates.title, section: 'settings' },
        },
        {
          path: 'stopped',
          component: () => import('#screens/settings/LostReplies.vue'),
          meta: { title: ru.settings.lost.title, section: 'settings' },
        },
        {
          path: 'profile',
          component: () => import('#screens/settings/ProfileSettings.vue'),
          meta: { title: ru.settings.profile, section: 'settings' },
        },
      ],
    },
    {
      path: '/:unknown(.*)*',
      component: () => import('./NotFound.vue'),
      meta: { title: ru.frame.notFound.title, open: true },
    },
  ],
})

router.beforeEach((to, from) => {
  if (goingBack && closeTopOverlay()) return false
  if (to.path !== from.path) closeAllOverlays()
  return placeFor(to)
})

router.afterEach(({ meta }) => {
  if (meta.section) remember('section', meta.section)
})

async function placeFor(to: RouteLocationNormalized) {
  const session = useSession()
  const isDoor = to.meta.open === true && to.meta.bare === true
  // Only the server can say that whoever knocks is known here still; without it goes what the device remembers.
  if (session.state === 'unknown' || (isDoor && session.state === 'signed_in' && !session.confirmed))
    await session.refresh()

  const inside = session.state === 'signed_in' || session.state === 'expired'
  if (!inside && !to.meta.open) return { path: '/login', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  if (session.state === 'signed_in' && isDoor) return placeInside(to)
  return true
}

/** Where somebody goes who is signed in and stands at a door: where she was going, if there is a shop to see. */
function placeInside({ query }: RouteLocationNormalized): string {
  return (useSession().seller?.connection && wantedPlace(query.next)) || startPage()
}

/** Where somebody begins: where the last visit ended, or at what is still missing. */
function startPage(): string {
  const session = useSession()
  if (session.seller && !session.seller.connection) return '/connect'

  return `/${remembered<Section>('section') ?? 'inbox'}`
}
