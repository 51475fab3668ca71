-- AlterTable
ALTER TABLE "reply_outbox" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'answer';
