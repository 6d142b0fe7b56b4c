import pytest

from accounts.models import StaffRole, User
from assignments.models import Assignment
from demo.sign_ins import demo_sign_ins
from demo.users import make_demo_users
from tests import cast
from volunteers.models import ConsentToNames, Volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def records():
    earlier = cast.assignment("A-1", host_entity=cast.host_entity("UNDP"))
    cast.assignment(
        "A-2",
        volunteer=earlier.volunteer,
        host_entity=cast.host_entity("WHO"),
        funding_partner=cast.funding_partner("SWE"),
        status="serving",
        start_date="2021-01-01",
        end_date="2100-01-01",
        previous=earlier,
    )
    make_demo_users()


def user(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def test_everybody_signs_in_with_the_password_that_is_printed():
    for _role, email, password in demo_sign_ins():
        assert User.objects.get(email=email).check_password(password)


def test_each_has_the_rights_of_the_role_and_no_more():
    assert user("admin").is_superuser
    assert user("staff").staff_role == StaffRole.PROGRAMME_ASSOCIATE
    assert user("staff").has_perm("assignments.change_assignment")
    assert not user("staff").has_perm("assignments.delete_assignment")
    assert not user("results").has_perm("assignments.change_assignment")
    assert user("results2").has_perm("results.change_result")
    assert not user("undp").is_staff


def test_partners_and_the_volunteer_see_their_own():
    seen = {
        name: [row.assignment_number for row in Assignment.objects.visible_to(user(name)).order_by("assignment_number")]
        for name in ("undp", "who", "sweden", "volunteer")
    }
    assert seen == {"undp": ["A-1"], "who": ["A-2"], "sweden": ["A-2"], "volunteer": ["A-1", "A-2"]}


def test_some_of_those_who_are_paid_for_let_the_partner_see_their_names():
    for number in range(3):
        cast.another_assignment(volunteer=cast.volunteer(f"R-{number}"), funding_partner=cast.funding_partner("SWE"))
    make_demo_users()
    assert ConsentToNames.objects.count() == 2
    assert not user("volunteer").volunteer.consents.exists()


def test_making_them_again_is_nothing(django_assert_max_num_queries):
    before = User.objects.count(), user("volunteer").volunteer
    with django_assert_max_num_queries(80):
        make_demo_users()
    assert (User.objects.count(), Volunteer.objects.get(user=user("volunteer"))) == before
