-- AlterTable
ALTER TABLE "reply_outbox" ADD COLUMN     "faults" INTEGER NOT NULL DEFAULT 0;
