-- DropIndex
DROP INDEX "interaction_unread_question_idx";

-- CreateIndex
CREATE INDEX "interaction_unread_question_idx" ON "interaction"("seller_id", "occurred_at" DESC) WHERE (needs_response AND (channel = 'question'::text) AND (intent = 'general_question'::text) AND (intent_method = 'rule_based'::text) AND (intent_asked_at IS NULL));
