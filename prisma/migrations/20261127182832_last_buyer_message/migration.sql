-- AlterTable
ALTER TABLE "draft" ADD COLUMN     "last_buyer_message_id" UUID;

-- What was read by models already: each draft names the messages that its model was told.
UPDATE "draft" SET "last_buyer_message_id" = (
  SELECT message."id"
  FROM jsonb_array_elements("draft"."explanation" -> 'grounding') AS fact
  JOIN "chat_message" AS message
    ON message."id" = CASE fact ->> 'kind' WHEN 'conversation' THEN (fact ->> 'ref')::uuid END
  WHERE message."author" = 'buyer'
  ORDER BY message."sent_at" DESC, message."arrival" DESC LIMIT 1
)
WHERE "origin" = 'model' AND "superseded_at" IS NULL AND jsonb_typeof("explanation" -> 'grounding') = 'array';
