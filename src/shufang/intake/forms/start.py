"""Which files, and what they hold."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.intake import registry
from shufang.intake.reading import limits

MOST_FILES = 20
ENDINGS = ".xlsx,.xlsm,.xls,.xlsb,.ods,.csv,.tsv,.txt"


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:
        """Every chosen file; an empty one is told apart later, in the words of the reader."""
        given = data if isinstance(data, list | tuple) else [data]
        files = [file for file in given if file]
        if not files:
            raise ValidationError(_("请选择至少一个文件。"))
        if len(files) > MOST_FILES:
            raise ValidationError(
                _("一次最多 %(most)d 个文件，选了 %(chosen)d 个。")
                % {"most": MOST_FILES, "chosen": len(files)}
            )
        for file in files:
            if file.size and file.size > limits.FILE_BYTES:
                raise too_large([file.name or ""])
        return files


def too_large(names: list[str]) -> ValidationError:
    return ValidationError(
        _("“%(names)s”超过 %(most)d MB，没有上传。请按年份或书房拆成几个文件。")
        % {"names": "”、“".join(names), "most": limits.FILE_BYTES // limits.MIB}
    )


class StartForm(forms.Form):
    uploads = FilesField(label=gettext_lazy("文件"))
    kind = forms.ChoiceField(label=gettext_lazy("内容"), required=False)

    def __init__(self, *args: Any, labels: dict[str, str], refused: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        kinds = [(importer.kind, labels[importer.kind]) for importer in registry.importers()]
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("自动识别")), *kinds]
        self.refused = refused  # names of files that were too large to be taken in at all

    def clean_uploads(self) -> list["UploadedFile[Any]"]:
        files: list[UploadedFile[Any]] = self.cleaned_data["uploads"]
        if self.refused:
            raise too_large(self.refused)
        return files
