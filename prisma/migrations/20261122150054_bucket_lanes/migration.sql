-- AlterTable
ALTER TABLE "rate_bucket" ADD COLUMN     "strikes" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "waiting" TIMESTAMPTZ(3)[] DEFAULT ARRAY[]::TIMESTAMPTZ(3)[];

-- AlterTable
ALTER TABLE "sync_state" ADD COLUMN     "closed_until" TIMESTAMPTZ(3);
