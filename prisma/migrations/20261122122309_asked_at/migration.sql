-- AlterTable
ALTER TABLE "sync_state" ADD COLUMN     "asked_at" TIMESTAMPTZ(3);
