"""E-mail by the mail server in the settings."""

from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from shufang.outbox.channels.carrier import LaterError, Parcel, RefusedError, UnsureError
from shufang.outbox.choices import Problem


class Mail:
    idempotent = False  # most mailboxes show the same Message-ID twice

    def carry(self, parcel: Parcel) -> None:
        connection = get_connection()
        try:
            connection.open()
        except (OSError, SMTPException) as error:
            raise LaterError(Problem.UNREACHABLE) from error
        host = urlsplit(settings.SITE_URL).hostname or "localhost"
        mail = EmailMessage(
            subject=" ".join(parcel.title.split()),
            body=parcel.body if parcel.link in parcel.body else f"{parcel.body}\n\n{parcel.link}",
            to=[parcel.to],
            headers={"Message-ID": f"<{parcel.key}@{host}>"},
            connection=connection,
        )
        try:
            mail.send()
        except SMTPRecipientsRefused as error:
            raise RefusedError(Problem.REFUSED) from error
        except SMTPResponseException as error:
            if 400 <= error.smtp_code < 500:
                raise LaterError(Problem.BUSY, error.smtp_code) from error
            raise RefusedError(Problem.REFUSED, error.smtp_code) from error
        except (OSError, SMTPException) as error:
            raise UnsureError(Problem.NO_ANSWER) from error
        finally:
            connection.close()
