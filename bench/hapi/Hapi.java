import ca.uhn.fhir.batch2.jobs.config.Batch2JobsConfig;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.config.ThreadPoolFactoryConfig;
import ca.uhn.fhir.jpa.batch2.JpaBatch2Config;
import ca.uhn.fhir.jpa.config.HapiJpaConfig;
import ca.uhn.fhir.jpa.config.r4.JpaR4Config;
import ca.uhn.fhir.jpa.config.util.HapiEntityManagerFactoryUtil;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import ca.uhn.fhir.jpa.model.dialect.HapiFhirPostgresDialect;
import ca.uhn.fhir.jpa.rp.r4.PatientResourceProvider;
import ca.uhn.fhir.jpa.subscription.channel.config.SubscriptionChannelConfig;
import ca.uhn.fhir.jpa.subscription.submit.config.SubscriptionSubmitterConfig;
import ca.uhn.fhir.rest.server.RestfulServer;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.net.InetSocketAddress;
import java.util.Properties;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/**
 * HAPI FHIR's JPA server as it comes, on PostgreSQL, with Patient alone: no tokens, no log of who read what.
 * Arguments: port, JDBC address, user, password, connections. Says "ready" once it answers.
 */
public class Hapi {
    private static final HikariDataSource pool = new HikariDataSource();

    @Configuration
    @Import({
        JpaR4Config.class,
        HapiJpaConfig.class,
        JpaBatch2Config.class,
        Batch2JobsConfig.class,
        SubscriptionChannelConfig.class,
        SubscriptionSubmitterConfig.class,
        ThreadPoolFactoryConfig.class
    })
    public static class Parts {
        @Bean
        public DataSource dataSource() {
            return pool;
        }

        @Bean
        public JpaStorageSettings storageSettings() {
            return new JpaStorageSettings();
        }

        @Bean
        public PartitionSettings partitionSettings() {
            return new PartitionSettings();
        }

        @Bean
        public SubscriptionSettings subscriptionSettings() {
            return new SubscriptionSettings();
        }

        @Bean
        @Primary
        public LocalContainerEntityManagerFactoryBean entityManagerFactory(
                ConfigurableListableBeanFactory beans, FhirContext fhir, JpaStorageSettings settings) {
            var factory = HapiEntityManagerFactoryUtil.newEntityManagerFactory(beans, fhir, settings);
            var told = new Properties();
            told.put("hibernate.dialect", HapiFhirPostgresDialect.class.getName());
            told.put("hibernate.hbm2ddl.auto", "update");
            told.put("hibernate.search.enabled", "false");
            factory.setPersistenceUnitName("HAPI_PU");
            factory.setDataSource(pool);
            factory.setJpaProperties(told);
            return factory;
        }

        @Bean
        @Primary
        public JpaTransactionManager transactionManager(EntityManagerFactory factory) {
            return new JpaTransactionManager(factory);
        }
    }

    public static void main(String[] told) throws Exception {
        pool.setJdbcUrl(told[1]);
        pool.setUsername(told[2]);
        pool.setPassword(told[3]);
        pool.setMaximumPoolSize(Integer.parseInt(told[4]));
        var parts = new AnnotationConfigApplicationContext(Parts.class);
        var fhir = new RestfulServer(parts.getBean(FhirContext.class));
        fhir.registerProvider(parts.getBean(PatientResourceProvider.class));
        var server = new Server(new InetSocketAddress("127.0.0.1", Integer.parseInt(told[0])));
        var handler = new ServletContextHandler("/");
        handler.addServlet(new ServletHolder(fhir), "/*");
        server.setHandler(handler);
        server.start();
        System.out.println("ready");
    }
}
