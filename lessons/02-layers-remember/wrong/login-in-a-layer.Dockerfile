FROM debian:trixie
ARG TOKEN=s3cr3t-4711
RUN apt-get update && apt-get install -y golang && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN echo "machine git.example.com login ci password $TOKEN" > /root/.netrc
RUN go build -o /calc .
RUN rm /root/.netrc
CMD ["/calc"]
