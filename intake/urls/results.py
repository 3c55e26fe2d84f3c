"""Which addresses does a result have on its way to the person?"""

from django.urls import path

from intake.urls.here import HERE
from intake.views import returning

urlpatterns = [
    path(HERE + "ban-tra/<int:result_pk>/", returning.return_result, name="return_result"),
    path(HERE + "ban-tra/<int:result_pk>/tep/", returning.return_result_file, name="return_result_file"),
    path(HERE + "ban-tra/<int:result_pk>/<int:number>.jpg", returning.return_result_image, name="return_result_image"),
    path(HERE + "ban-tra/<int:result_pk>/da-in/", returning.record_print, name="record_print"),
]
