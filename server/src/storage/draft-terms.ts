import type { Config } from '#config.ts'
import { bundledPolicy, fingerprint } from '#domain/guardrail-policy.ts'
import { promptVersion } from '#domain/prompt-version.ts'

/** What of this server decides how drafts are written: what a model is told, what may be said, and whose models it reaches itself. */
export function ownTermsOf({ llm }: Pick<Config, 'llm'>): string {
  return fingerprint(JSON.stringify([promptVersion, bundledPolicy.version, llm && [llm.url, llm.key !== '']]))
}

/**
 * SQL for the terms on which drafts of sellers are written now, as one short word each: who writes, in what tone and by what rules
 * (domain §9.4). `sellers` chooses the rows of `seller`; `own` names the parameter with the server's own terms. Of a key counts what
 * may be shown of it.
 */
export function termsOf(sellers: string, own: string): string {
  return `
    SELECT seller.id AS seller_id, md5(json_build_array(
      ${own}::text, coalesce(own.tone, 'friendly'), own.llm_enabled, own.llm_provider, own.llm_model, own.key_mask,
      (SELECT json_agg(json_build_array(key, value) ORDER BY key) FROM runtime_setting
       WHERE key IN ('llm_enabled', 'llm_provider', 'llm_model', 'guardrail_phrases')),
      (SELECT json_agg(json_build_array(category, phrases) ORDER BY category) FROM guardrail_phrases AS added
       WHERE added.seller_id = seller.id)
    )::text) AS hash
    FROM seller LEFT JOIN draft_settings AS own ON own.seller_id = seller.id
    WHERE ${sellers}`
}
