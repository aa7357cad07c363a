-- The same for keys: one that could give somebody the role Viewer still can.

update api_keys set permissions = permissions || ' open-deep-links'
    where permissions like '%view-overview%' and permissions like '%view-events%'
        and permissions like '%view-mail-flow%' and permissions like '%view-policy-agents%';
