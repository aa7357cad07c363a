use domain::{
    ReadCredentialId,
    read_credentials::{
        ReadKind,
        ReadState::{self, Ended, Ending, Live, Pending},
    },
};
use store::{
    ControlTx,
    control::read_credentials::{self, ReadCredential},
};
use testkit::NOON;

use crate::fixtures::{control, insert_account, insert_tenant};

async fn state(tx: &mut ControlTx, one: &ReadCredential) -> (ReadState, i64, String) {
    let found = read_credentials::find(tx, &one.tenant_id, &one.id).await.unwrap().unwrap();
    (found.state, found.turn, found.problem)
}

testkit::both_engines! {
    async fn a_credential_is_said_to_end_only_when_nobody_tells_its_store_a_password(world: World) {
        let mut tx = control(&world).await;
        let (tenant, account) = (insert_tenant(&mut tx, 1, "acme").await, insert_account(&mut tx, 9).await);
        let one = ReadCredential {
            id: ReadCredentialId::new(1, 1),
            tenant_id: tenant.id.clone(),
            kind: ReadKind::Influxdb,
            name: "statistics".to_owned(),
            account_id: account.id,
            account_email: account.email,
            state: Pending,
            problem: String::new(),
            turn: 1,
            busy_until: NOON + 5,
            created_at: NOON,
            rotated_at: None,
            expires_at: Some(NOON + 100),
            revoked_at: None,
            ended_at: None,
        };
        read_credentials::insert(&mut tx, &one).await.unwrap();
        assert_eq!(read_credentials::list(&mut tx, &tenant.id, "", 9).await.unwrap(), std::slice::from_ref(&one));
        assert_eq!(read_credentials::list_in(&mut tx, Pending, "", 9).await.unwrap().len(), 1);
        assert_eq!(read_credentials::list_in(&mut tx, Pending, one.id.as_str(), 9).await.unwrap(), []);
        assert!(read_credentials::update_live(&mut tx, &one.id, 1).await.unwrap());
        assert!(!read_credentials::update_live(&mut tx, &one.id, 1).await.unwrap());
        assert!(read_credentials::update_turn(&mut tx, &one.id, NOON + 1, NOON + 9).await.unwrap());
        assert!(!read_credentials::update_live(&mut tx, &one.id, 1).await.unwrap(), "of an earlier turn");
        assert!(read_credentials::update_live(&mut tx, &one.id, 2).await.unwrap());
        read_credentials::update_moved(&mut tx, ReadKind::Postgresql, "moved").await.unwrap();
        assert_eq!(state(&mut tx, &one).await.0, Live);
        read_credentials::update_moved(&mut tx, ReadKind::Influxdb, "moved").await.unwrap();
        assert_eq!(state(&mut tx, &one).await, (Pending, 2, "moved".to_owned()));
        assert!(read_credentials::update_turn(&mut tx, &one.id, NOON + 2, NOON + 9).await.unwrap());
        assert!(read_credentials::update_ending(&mut tx, &one.id, NOON + 3).await.unwrap());
        assert!(!read_credentials::update_ending(&mut tx, &one.id, NOON + 3).await.unwrap());
        assert!(!read_credentials::update_turn(&mut tx, &one.id, NOON + 3, NOON + 9).await.unwrap());
        assert!(!read_credentials::update_ended(&mut tx, &one.id, NOON + 4).await.unwrap(), "somebody tells it");
        assert!(read_credentials::update_ended(&mut tx, &one.id, NOON + 9).await.unwrap());
        assert_eq!(read_credentials::count(&mut tx, &tenant.id).await.unwrap(), 0);
        read_credentials::update_unsure(&mut tx, &one.id, "late").await.unwrap();
        assert_eq!(state(&mut tx, &one).await, (Ending, 3, "late".to_owned()), "it may be let in again");
        assert_eq!(read_credentials::count(&mut tx, &tenant.id).await.unwrap(), 1);
        assert!(read_credentials::update_ended(&mut tx, &one.id, NOON + 9).await.unwrap());
        assert_eq!(state(&mut tx, &one).await.0, Ended);
    }
}
