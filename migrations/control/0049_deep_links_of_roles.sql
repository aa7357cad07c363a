-- Whoever held all that the role Viewer held holds what it holds now, so that a role that could give it still can.

update roles set permissions = permissions || ' open-deep-links'
    where permissions like '%view-overview%' and permissions like '%view-events%'
        and permissions like '%view-mail-flow%' and permissions like '%view-policy-agents%';
