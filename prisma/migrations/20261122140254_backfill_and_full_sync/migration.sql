-- AlterTable
ALTER TABLE "sync_state" ADD COLUMN     "backfill_done" INTEGER,
ADD COLUMN     "backfill_ended_at" TIMESTAMPTZ(3),
ADD COLUMN     "backfill_expected" INTEGER,
ADD COLUMN     "full_asked_at" TIMESTAMPTZ(3);
