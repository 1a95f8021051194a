# .dockerignore: *.txt !a.txt
FROM busybox
COPY *.txt /x/
COPY . /y
COPY b.txt /z
