-- AlterTable
ALTER TABLE "reply_outbox" ADD COLUMN     "resent_at" TIMESTAMPTZ(3);
