/**
 * SQL for what the buyer has said, as one short word; `interaction` names the row. A chat's own text and time are those of its last message,
 * whoever wrote it, so of a chat the buyer's last message counts; the time tells two of the same apart.
 */
export function subjectOf(interaction: string): string {
  const column = (name: string) => `${interaction}.${name}`
  return `
  md5(CASE WHEN ${column('channel')} = 'chat' THEN coalesce((
    SELECT coalesce(message.text, '') || E'\\x1f' || floor(extract(epoch FROM message.sent_at) * 1000)
    FROM chat_thread AS thread JOIN chat_message AS message ON message.thread_id = thread.id AND message.author = 'buyer'
    WHERE thread.interaction_id = ${column('id')} ORDER BY message.sent_at DESC, message.arrival DESC LIMIT 1
  ), '') ELSE coalesce(${column('text')}, '') || E'\\x1f' || coalesce(${column('rating')}::text, '') || E'\\x1f' END)`
}

/** SQL for what the card of its product says, as one short word: all that a writer may be told of it. Empty: there is no card. */
export function cardOf(interaction: string): string {
  return `
  coalesce((
    SELECT md5(json_build_array(card.name, brand, category, subcategory, description, options, compositions)::text)
    FROM product_card AS card WHERE card.nm_id = ${interaction}.nm_id AND fetched_at IS NOT NULL
  ), '')`
}

/** SQL for what operators have said of the links of an item that has something of its buyer's to be told, as one short word. */
export function linksOf(interaction: string): string {
  const judged = (mine: string, other: string) =>
    `SELECT ${other} AS other, verdict FROM link_candidate WHERE ${mine} = ${interaction}.id AND verdict <> 'none'`
  return `
  CASE WHEN ${interaction}.order_id IS NULL AND ${interaction}.customer_id IS NULL THEN '' ELSE coalesce((
    SELECT md5(string_agg(other || verdict, ',' ORDER BY other))
    FROM (${judged('a_id', 'b_id')} UNION ALL ${judged('b_id', 'a_id')}) AS judged
  ), '') END`
}

/** SQL for when the newest answer about its product has come; long ago where there is none. */
export function answersOf(interaction: string): string {
  return `
  coalesce((
    SELECT created_at FROM response_history AS answer
    WHERE answer.seller_id = ${interaction}.seller_id AND answer.nm_id = ${interaction}.nm_id AND channel <> 'chat'
      AND answer.interaction_id <> ${interaction}.id
    ORDER BY created_at DESC LIMIT 1
  ), 'epoch'::timestamptz)`
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
       WHEN ${interaction}.last_reply_at >= ${draft}.created_at THEN 'seller_wrote'
       WHEN ${draft}.terms_hash <> ${terms}.hash THEN 'terms_changed'
       WHEN coalesce(${draft}.retry_at <= ${now}::timestamptz, true)
            AND ${draft}.card_hash <> ${cardOf(interaction)} THEN 'card_changed'
       WHEN coalesce(${draft}.retry_at <= ${now}::timestamptz, true)
            AND ${draft}.links_hash <> ${linksOf(interaction)} THEN 'links_judged'
       WHEN ${draft}.retry_at <= ${now}::timestamptz THEN 'stood_in' END`
}
