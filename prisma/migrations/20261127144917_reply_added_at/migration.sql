-- AlterTable
ALTER TABLE "reply_outbox" ADD COLUMN     "added_at" TIMESTAMPTZ(3);
