-- AlterTable
ALTER TABLE "draft" ADD COLUMN     "answers_at" TIMESTAMPTZ(3),
ADD COLUMN     "links_hash" TEXT;

-- CreateIndex
CREATE INDEX "link_judged_a_idx" ON "link_candidate"("a_id") WHERE (verdict <> 'none');

-- CreateIndex
CREATE INDEX "link_judged_b_idx" ON "link_candidate"("b_id") WHERE (verdict <> 'none');

-- CreateIndex
CREATE INDEX "response_history_seller_id_nm_id_created_at_idx" ON "response_history"("seller_id", "nm_id", "created_at");
