-- AlterTable
ALTER TABLE "reply_outbox" ADD COLUMN     "hurried_after" INTEGER NOT NULL DEFAULT 0;
