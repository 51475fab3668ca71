/**
 * SQL for what the buyer has said, as one short word; `interaction` names the row. Of a chat the text is only its last message, and
 * the time tells two of the same apart.
 */
export function subjectOf(interaction: string): string {
  const column = (name: string) => `${interaction}.${name}`
  return `
  md5(coalesce(${column('text')}, '') || E'\\x1f' || coalesce(${column('rating')}::text, '') || E'\\x1f' ||
      CASE WHEN ${column('channel')} = 'chat' THEN floor(extract(epoch FROM ${column('occurred_at')}) * 1000)::text ELSE '' END)`
}

/** SQL for what the card of its product says, as one short word: all that a writer may be told of it. Empty: there is no card. */
export function cardOf(interaction: string): string {
  return `
  coalesce((
    SELECT md5(json_build_array(card.name, brand, category, subcategory, description, options, compositions)::text)
    FROM product_card AS card WHERE card.nm_id = ${interaction}.nm_id AND fetched_at IS NOT NULL
  ), '')`
}

/**
 * SQL for why a draft no longer says what would be written now, null for one that does (domain §9.4); the names are those of the rows
 * and of the parameter with the present instant. Every look at whether a draft holds is made with it.
 */
export function outdatedBy({
  draft,
  interaction,
  terms,
  now,
}: Record<'draft' | 'interaction' | 'terms' | 'now', string>): string {
  return `
  CASE WHEN ${draft}.subject_hash <> ${subjectOf(interaction)} THEN 'buyer_wrote'
       WHEN ${draft}.terms_hash <> ${terms}.hash THEN 'terms_changed'
       WHEN coalesce(${draft}.retry_at <= ${now}::timestamptz, true)
            AND ${draft}.card_hash <> ${cardOf(interaction)} THEN 'card_changed'
       WHEN ${draft}.retry_at <= ${now}::timestamptz THEN 'stood_in' END`
}
