-- Links made before the key was kept beside them name it first in `created_by`: they end with it too.

update share_links set key_id = substr(created_by, 1, 30) where key_id is null and created_by like 'key\_%' escape '\';
