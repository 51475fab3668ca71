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
