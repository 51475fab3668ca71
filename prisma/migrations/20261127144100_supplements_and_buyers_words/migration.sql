-- A review is asked for its supplements. Prisma knows no index on an expression, so it is kept by hand.
CREATE INDEX "interaction_supplement_idx" ON "interaction" ("seller_id", ("extra" ->> 'parentFeedbackId')) WHERE ("extra" ->> 'parentFeedbackId') IS NOT NULL;

-- What buyers wrote in the chats that are there already: the newest twenty messages, as for those that come in.
UPDATE "interaction" AS i SET "buyer_words" = said.words
FROM (
  SELECT t."interaction_id" AS id, coalesce((
    SELECT string_agg(latest."text", E'\n' ORDER BY latest."sent_at", latest."arrival")
    FROM (
      SELECT m."text", m."sent_at", m."arrival" FROM "chat_message" AS m
      WHERE m."thread_id" = t."id" AND m."author" = 'buyer' AND btrim(coalesce(m."text", '')) <> ''
      ORDER BY m."sent_at" DESC, m."arrival" DESC LIMIT 20
    ) AS latest
  ), '') AS words
  FROM "chat_thread" AS t WHERE EXISTS (SELECT FROM "chat_message" AS m WHERE m."thread_id" = t."id")
) AS said
WHERE i."id" = said.id;
