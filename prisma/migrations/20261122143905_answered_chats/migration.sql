-- CreateIndex
CREATE INDEX "interaction_answered_chat_idx" ON "interaction"("occurred_at") WHERE (channel = 'chat'::text) AND (status = 'responded'::text);
