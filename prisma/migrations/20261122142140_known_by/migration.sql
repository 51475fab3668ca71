-- AlterTable
ALTER TABLE "reply_outbox" ADD COLUMN     "known_by" TIMESTAMPTZ(3);
