-- DropIndex
DROP INDEX "reply_outbox_lost_idx";

-- CreateIndex
CREATE INDEX "reply_outbox_lost_idx" ON "reply_outbox"("seller_id") WHERE (dismissed_at IS NULL) AND (state = ANY (ARRAY['failed'::text, 'needs_attention'::text, 'moderation_rejected'::text, 'rejected'::text, 'answered_elsewhere'::text]));
