-- AlterTable
ALTER TABLE "reply_outbox" ADD COLUMN     "key_given_at" TIMESTAMPTZ(3);
