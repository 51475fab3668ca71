-- DropIndex
DROP INDEX "interaction_open_channel_idx";

-- DropIndex
DROP INDEX "interaction_open_idx";

-- DropIndex
DROP INDEX "interaction_seller_id_occurred_at_needs_response_idx";

-- AlterTable
ALTER TABLE "interaction" ADD COLUMN     "answering_since" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "interaction_open_idx" ON "interaction"("seller_id", "priority_rank" DESC, "sla_due_at", "occurred_at", "id", "answering_since") WHERE (needs_response OR (answering_since IS NOT NULL));

-- CreateIndex
CREATE INDEX "interaction_open_channel_idx" ON "interaction"("seller_id", "channel", "priority_rank" DESC, "sla_due_at", "occurred_at", "id", "answering_since") WHERE (needs_response OR (answering_since IS NOT NULL));

-- CreateIndex
CREATE INDEX "interaction_answering_idx" ON "interaction"("seller_id") WHERE (answering_since IS NOT NULL);


-- The newest of what stands among the unanswered. Prisma knows no index on an expression, so it is kept by hand.
CREATE INDEX "interaction_newest_idx" ON "interaction"("seller_id", "occurred_at" DESC, (needs_response OR (answering_since IS NOT NULL)));
