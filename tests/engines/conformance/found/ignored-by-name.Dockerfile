# .dockerignore: *.txt !a.txt !.salt
FROM busybox
COPY *.txt /x/
COPY . /y
COPY b.txt /z
