-- DropIndex
DROP INDEX "link_work_due_at_idx";

-- AlterTable
ALTER TABLE "draft" ADD COLUMN     "retry_at" TIMESTAMPTZ(3),
ADD COLUMN     "terms_hash" TEXT,
ADD COLUMN     "troubles" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "urgency" TEXT;

-- AlterTable
ALTER TABLE "draft_turn" ADD COLUMN     "failures" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "interaction" ADD COLUMN     "buyer_words" TEXT;

-- AlterTable
ALTER TABLE "link_work" ADD COLUMN     "is_recompute" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "draft_retry_idx" ON "draft"("seller_id", "retry_at") WHERE (superseded_at IS NULL) AND (retry_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "link_work_is_recompute_seller_id_due_at_idx" ON "link_work"("is_recompute", "seller_id", "due_at");
