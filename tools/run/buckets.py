"""Are the buckets of an S3 store there? `python -m tools.run.buckets` makes those that the settings name.

A directory store needs nothing; a bucket is made with Object Lock, which cannot be added later.
"""

import sys

from bhxh_archive.settings.base import ENV, PERMANENT_STORE_URL, WORKING_STORE_URL
from bhxh_archive.stores import open_store
from bhxh_archive.stores.s3 import S3Store


def main() -> int:
    for url in (WORKING_STORE_URL, PERMANENT_STORE_URL):
        store = open_store(url, access_key=ENV["BHXH_S3_ACCESS_KEY"], secret_key=ENV["BHXH_S3_SECRET_KEY"])
        if isinstance(store, S3Store):
            print(f"{store.bucket}: {'created' if store.ensure_bucket() else 'there'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
