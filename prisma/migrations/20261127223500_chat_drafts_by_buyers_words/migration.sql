-- What a draft of a chat answers is told by the buyer's last message, no longer by the chat's last one. Drafts that hold go on holding.
UPDATE "draft" AS d SET "subject_hash" = md5(coalesce((
  SELECT coalesce(message.text, '') || E'\x1f' || floor(extract(epoch FROM message.sent_at) * 1000)
  FROM "chat_thread" AS thread JOIN "chat_message" AS message ON message.thread_id = thread.id AND message.author = 'buyer'
  WHERE thread.interaction_id = i.id ORDER BY message.sent_at DESC, message.arrival DESC LIMIT 1
), ''))
FROM "interaction" AS i
WHERE d.interaction_id = i.id AND d.superseded_at IS NULL AND i.channel = 'chat'
  AND d.subject_hash = md5(coalesce(i.text, '') || E'\x1f' || coalesce(i.rating::text, '') || E'\x1f' ||
    floor(extract(epoch FROM i.occurred_at) * 1000)::text);
