-- DropIndex
DROP INDEX "interaction_open_channel_idx";

-- CreateIndex
CREATE INDEX "interaction_open_channel_idx" ON "interaction"("seller_id", "channel", "priority_rank" DESC, "sla_due_at", "occurred_at", "id") WHERE (needs_response);
