-- CreateIndex
CREATE INDEX "reply_outbox_waiting_idx" ON "reply_outbox"("seller_id") WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text, 'retry_wait'::text, 'unknown'::text]));
