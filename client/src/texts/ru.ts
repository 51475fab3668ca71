import { aiSettings } from './ai-settings.ts'
import { connect, sync } from './connect.ts'
import { context } from './context.ts'
import { deadlines } from './deadlines.ts'
import { drafts } from './drafts.ts'
import { escalation } from './escalation.ts'
import { banners, frame, installation, update } from './frame.ts'
import { analytics, home } from './home.ts'
import { inbox } from './inbox.ts'
import { interaction } from './interaction.ts'
import { login } from './login.ts'
import { settings } from './settings.ts'
import { shortcuts } from './shortcuts.ts'
import { triage } from './triage.ts'
import { words } from './words.ts'

/** Every word a person reads, by screen. Sentences about refusals are in `refusals.ts`. */
export const ru = {
  words,
  frame,
  banners,
  update,
  installation,
  login,
  connect,
  sync,
  home,
  inbox,
  interaction,
  context,
  drafts,
  escalation,
  analytics,
  settings,
  aiSettings,
  deadlines,
  shortcuts,
  triage,
}
