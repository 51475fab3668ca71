-- AlterTable
ALTER TABLE "reply_outbox" ADD COLUMN     "moderated_at" TIMESTAMPTZ(3);
