"""Who asks: what they may do, their sessions and API tokens, and when they last looked."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response

from tollbook.publish.fields import Json
from tollbook.run import people, people_acts
from tollbook.store import people_audit, people_keys
from tollbook.store.people_keys import Key
from tollbook.web import guard
from tollbook.web.api.answers import encoded, paged
from tollbook.web.api.names import KeyId
from tollbook.web.guard import Visitor
from tollbook.web.wire import Paging
from tollbook.web.wire_people import KeyPage, MadeToken, Me, NewPassword, NewToken

router = APIRouter(tags=["You"])
Asks = Annotated[Visitor, Depends(guard.require("look"))]


@router.get("/me", operation_id="getMe", response_model=Me, summary="Who am I?")
def get_me(request: Request, visitor: Asks) -> Response:
    """Say who asks and what they may do."""
    staff = guard.staff_of(request)
    told = {
        "name": visitor.name,
        "role": visitor.role,
        "permissions": sorted(visitor.permissions),
        "accounts": staff.accounts_are_on,
        "by_token": visitor.by_token,
        "looked_at": people_audit.last_look(staff.people, visitor.name),
    }
    return _json(told)


@router.put("/me/looked", operation_id="noteLook", status_code=204, summary="I have looked")
def put_looked(request: Request, visitor: Asks) -> Response:
    """Keep that you have looked now: `changed_since` this moment is what is new the next time."""
    people_audit.note_look(guard.staff_of(request).people, visitor.name, guard.by(request).at)
    return Response(status_code=204)


@router.get("/me/keys", operation_id="listMyKeys", response_model=KeyPage, summary="List my sessions and tokens")
def list_keys(request: Request, visitor: Asks, asked: Annotated[Paging, Query()]) -> Response:
    """List your sessions and API tokens, those that ended too; never their secrets."""
    staff, at = guard.staff_of(request), guard.by(request).at
    kinds: tuple[people_keys.KeyKind, ...] = ("session", "token")
    keys = [k for kind in kinds for k in people_keys.keys_of(staff.people, visitor.name, kind)]
    return _json(paged(asked, keys, lambda k: k.id, lambda k: _key(k, people.is_alive(k, at))))


@router.post(
    "/me/tokens", operation_id="makeToken", response_model=MadeToken, status_code=201, summary="Make an API token"
)
def post_token(request: Request, visitor: Asks, new: NewToken) -> Response:
    """Make an API token of yours; it may do no more than you. Its secret is shown this once.

    A token cannot make another: that is for who signed in.
    """
    _check_signed_in(visitor)
    role = new.role or visitor.role
    secret = people_acts.make_token(guard.staff_of(request), guard.by(request), visitor.name, new.label, role, new.days)
    return Response(encoded({"token": secret}), 201, {"Cache-Control": "no-store"}, "application/json")


@router.delete("/me/keys/{key_id}", operation_id="endKey", status_code=204, summary="End a session or token")
def delete_key(request: Request, visitor: Asks, key_id: KeyId) -> Response:
    """End a session or API token of yours."""
    people_acts.end_key(guard.staff_of(request), guard.by(request), key_id)
    return Response(status_code=204)


@router.put("/me/password", operation_id="changePassword", status_code=204, summary="Change my password")
def put_password(request: Request, visitor: Asks, new: NewPassword) -> Response:
    """Change your password, for who knows the present one; all your sessions and tokens end."""
    _check_signed_in(visitor)
    if guard.rates_of(request).wait("sign_in", visitor.name.casefold(), "account") is not None:
        raise HTTPException(429, "Too many tries; wait ten minutes", {"Retry-After": "600"})
    people_acts.change_own_password(guard.staff_of(request), guard.by(request), new.present, new.new)
    return Response(status_code=204)


def _check_signed_in(visitor: Visitor) -> None:
    if visitor.by_token or not visitor.has_account:
        raise HTTPException(403, "This is for who signed in with a name and password, not for an API token")


def _key(key: Key, alive: bool) -> Json:
    return {
        "id": key.id,
        "kind": key.kind,
        "label": key.label,
        "role": key.role,
        "made": key.made,
        "used": key.used,
        "expires": key.expires,
        "revoked": key.revoked,
        "alive": alive,
    }


def _json(told: Json) -> Response:
    return Response(encoded(told), media_type="application/json")
