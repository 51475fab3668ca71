-- AlterTable
ALTER TABLE "bulk_item" ADD COLUMN     "text_fingerprint" TEXT;

-- AlterTable
ALTER TABLE "interaction" ADD COLUMN     "intent_asked_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "bulk_item_waiting_text_idx" ON "bulk_item"("seller_id", "text_fingerprint") WHERE (text_fingerprint IS NOT NULL) AND (result IS NULL) AND (reply_id IS NULL);

-- CreateIndex
CREATE INDEX "interaction_unread_question_idx" ON "interaction"("occurred_at" DESC) WHERE (needs_response AND (channel = 'question'::text) AND (intent = 'general_question'::text) AND (intent_method = 'rule_based'::text) AND (intent_asked_at IS NULL));
