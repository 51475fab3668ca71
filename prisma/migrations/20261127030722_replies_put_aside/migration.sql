-- AlterTable
ALTER TABLE "reply_outbox" ADD COLUMN     "dismissed_at" TIMESTAMPTZ(3);
