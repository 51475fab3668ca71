-- AlterTable
ALTER TABLE "reply_outbox" ADD COLUMN     "restarted_at" TIMESTAMPTZ(3);
