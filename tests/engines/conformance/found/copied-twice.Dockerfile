FROM busybox
COPY . /w/
COPY . /w/
