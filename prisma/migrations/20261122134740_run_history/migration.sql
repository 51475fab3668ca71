-- AlterTable
ALTER TABLE "sync_run" ADD COLUMN     "request_id" TEXT;

-- CreateIndex
CREATE INDEX "sync_run_seller_id_started_at_id_idx" ON "sync_run"("seller_id", "started_at" DESC, "id" DESC);
