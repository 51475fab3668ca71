import { mustStop } from '@agentiq/server/rules'
import { watch } from 'vue'
import { generateDraft } from '#api/generate-draft.ts'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import { useConnection } from '#stores/connection.ts'
import { useDraftSettings } from '#stores/draft-settings.ts'
import { useDrafts } from '#stores/drafts.ts'

/** Asked for already, during this visit. */
const asked = new Set<string>()

/** Has drafts written for what comes next, so that she does not wait for them one by one. */
export function useDraftsAhead(next: () => readonly LiveInteractionFragment[]): void {
  const connection = useConnection()
  const settings = useDraftSettings()
  const typed = useDrafts()

  watch(
    () => connection.online && settings.state === 'ready' && !settings.isOff,
    (mayAsk) => {
      if (!mayAsk) return
      for (const { id } of next().filter(isMissing)) {
        asked.add(id)
        void generateDraft(id, { force: false })
      }
    },
    { immediate: true },
  )

  function isMissing({ id, draft, needsResponse, escalationReason }: LiveInteractionFragment): boolean {
    // The server's words are the domain's, in capitals.
    const reason = (escalationReason?.toLowerCase() ?? null) as Parameters<typeof mustStop>[0]
    const isWanted = needsResponse && (draft ?? null) === null && !mustStop(reason)
    return isWanted && !asked.has(id) && !typed.texts.has(id)
  }
}
